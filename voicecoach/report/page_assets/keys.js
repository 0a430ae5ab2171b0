// Keys, pointers, print; and the start.
const timeline = new Timeline();
for (const id of ['deck', 'legend']) $(id).hidden = false;
const player = new Player(JSON.parse($('data').textContent).map((data, i) => new Take(data, i)), timeline);
$('data').remove();

const tellView = () => say(`${clock(timeline.t0)} to ${clock(timeline.t1)} in view`);
const zoom = (factor) => { timeline.zoom(factor); tellView(); };
const sentenceBy = (step) => player.goTo(player.take.sentenceAt(player.now) + step);
const wordBy = (step) => {
  const { take } = player, at = take.wordAt(player.now), place = at < 0 ? -1 : take.order.indexOf(at);
  const next = take.order[Math.min(Math.max(0, place + step), take.order.length - 1)];
  if (next !== undefined) { player.seek(take.data.words[2 * next]); say(take.wordText(next)); }
};
const momentBy = (step) => {
  const buttons = [...player.take.section.querySelectorAll('.side .play')];
  if (!buttons.length) return;
  const at = buttons.indexOf(document.activeElement);
  const next = buttons[at < 0 ? (step > 0 ? 0 : buttons.length - 1) : (at + step + buttons.length) % buttons.length];
  next.focus(); next.click();
};
const nextTake = () => {
  if (player.takes.length < 2) return;
  const number = (player.take.number + 1) % player.takes.length;
  player.show(number); say(`Take ${number + 1}`);
};
const toggleFollow = () => { $('follow').checked = !$('follow').checked; say($('follow').checked ? 'Follows the sound' : 'Does not follow'); };

const KEYS = {
  ' ': () => player.toggle(), j: () => sentenceBy(1), k: () => sentenceBy(-1), ',': () => wordBy(-1), '.': () => wordBy(1),
  n: () => momentBy(1), p: () => momentBy(-1), '+': () => zoom(2), '=': () => zoom(2), '-': () => zoom(0.5), 0: () => { timeline.fit(); tellView(); },
  f: toggleFollow, t: nextTake, '?': () => $('keys').showModal(),
  ArrowLeft: (far) => player.seek(player.now - (far ? 10 : 2)), ArrowRight: (far) => player.seek(player.now + (far ? 10 : 2)),
};
const AXIS_KEYS = {
  ArrowUp: () => player.seek(player.now + 2), ArrowDown: () => player.seek(player.now - 2),
  PageUp: () => player.seek(player.now + 10), PageDown: () => player.seek(player.now - 10),
  Home: () => player.seek(0), End: () => player.seek(player.take.data.duration),
};
document.addEventListener('keydown', (event) => {
  const { target, key } = event;
  if (event.ctrlKey || event.metaKey || event.altKey || $('keys').open) return;
  const onAxis = target === $('axis');
  if (target.closest('select, .wide') && key.length > 1) return;
  if (target.closest('select') || (!onAxis && !$('single').checked)) return;
  if (key === ' ' && target.closest('button, a, input, summary') && !(target.closest('.play') && player.playing)) return;
  const act = (onAxis && AXIS_KEYS[key]) || KEYS[key.length === 1 ? key.toLowerCase() : key];
  if (!act) return;
  event.preventDefault(); act(event.shiftKey);
});

// Clicks: a word plays from itself, a button plays its moment.
document.addEventListener('click', (event) => {
  const word = event.target.closest('.w'), button = event.target.closest('button');
  if (word && !String(getSelection())) {
    const at = player.take.place.get(word);
    if (at !== undefined) player.from(player.take.data.words[2 * at]);
  } else if (button?.dataset.show) player.show(Number(button.dataset.show));
  else if (button?.dataset.at) {
    const { take, at, to } = button.dataset;
    if (take !== undefined && Number(take) !== player.take.number) player.show(Number(take));
    if (!to && player.playing && button.closest('li.s.on')) player.pause();
    else player.from(Number(at), to === undefined ? null : Number(to));
  }
});
$('play').addEventListener('click', () => player.toggle());
$('in').addEventListener('click', () => zoom(2));
$('out').addEventListener('click', () => zoom(0.5));
$('fit').addEventListener('click', () => { timeline.fit(); tellView(); });
$('help').addEventListener('click', () => $('keys').showModal());
$('rate').addEventListener('change', () => { player.audio.playbackRate = player.audio.defaultPlaybackRate = Number($('rate').value); });

// Pointers on the time axis: click goes there, drag moves the view, two fingers or the wheel with Ctrl zoom.
const held = new Map();
let dragged = false, pinch = null;
const stage = $('stage'), left = (event) => event.clientX - stage.getBoundingClientRect().left;
stage.addEventListener('pointerdown', (event) => {
  if (event.button) return;
  held.set(event.pointerId, left(event)); dragged = held.size > 1; pinch = null;
  stage.setPointerCapture(event.pointerId);
});
stage.addEventListener('pointermove', (event) => {
  const x = left(event), before = held.get(event.pointerId);
  if (before === undefined) { tip(timeline.time(x)); return; }
  if (held.size === 2) {
    held.set(event.pointerId, x);
    const [a, b] = [...held.values()], apart = Math.abs(a - b), middle = timeline.time((a + b) / 2);
    if (pinch && apart > 10) timeline.zoom(apart / pinch, middle);
    pinch = Math.max(10, apart);
  } else if (dragged || Math.abs(x - before) > 4) {
    dragged = true; held.set(event.pointerId, x);
    timeline.pan((before - x) / timeline.plot * (timeline.t1 - timeline.t0));
  }
});
const release = (event) => {
  if (held.delete(event.pointerId) && !dragged && !held.size && event.type === 'pointerup') player.seek(timeline.time(left(event)));
};
for (const name of ['pointerup', 'pointercancel']) stage.addEventListener(name, release);
stage.addEventListener('pointerleave', () => { $('tip').textContent = ''; });
stage.addEventListener('wheel', (event) => {
  const unit = event.deltaMode === 1 ? 16 : 1;
  if (event.ctrlKey) timeline.zoom(Math.exp(-event.deltaY * unit / 200), timeline.time(left(event)));
  else if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) timeline.pan((event.deltaX || event.deltaY) * unit / timeline.plot * (timeline.t1 - timeline.t0));
  else return;
  event.preventDefault();
}, { passive: false });
const onMap = (event) => {
  const t = (left(event) - timeline.gutter) / timeline.plot * timeline.duration, span = timeline.t1 - timeline.t0;
  if (span >= timeline.duration * 0.999) player.seek(t); else timeline.view(t - span / 2, span);
};
$('map').addEventListener('pointerdown', (event) => { $('map').setPointerCapture(event.pointerId); onMap(event); });
$('map').addEventListener('pointermove', (event) => { if (event.buttons) onMap(event); });

const tip = (t) => {
  const { tracks, data } = player.take, parts = [clock(t)];
  const at = (track) => track?.levels[0].low[Math.round((t - track.start) / track.hop)];
  const pitch = at(tracks.pitch), level = at(tracks.level);
  if (pitch !== undefined && Number.isFinite(pitch)) parts.push(`${Math.round(100 * 2 ** (pitch / 12))} Hz`);
  if (level !== undefined) parts.push(`${level.toFixed(0).replace('-', '−')} dB`);
  const pause = data.pauses.find(([start, end]) => t >= start && t < end);
  if (pause) parts.push(`${pause[2] === null ? 'silence' : `“${pause[2]}”`} ${(pause[1] - pause[0]).toFixed(2)} s`);
  $('tip').textContent = parts.join(' · ');
};

// Print: the whole axis in the colours of paper; a summary holds no name and no words of the recording.
let wanted = 'all', before = null;
const root = document.documentElement;
addEventListener('beforeprint', () => {
  before = { t0: timeline.t0, span: timeline.t1 - timeline.t0, title: document.title };
  root.dataset.print = wanted; timeline.printing = true; timeline.nameless = wanted === 'summary';
  if (wanted === 'summary') document.title = 'A recording in summary';
  timeline.fit(); timeline.draw();
});
addEventListener('afterprint', () => {
  delete root.dataset.print; timeline.printing = false; timeline.nameless = false; wanted = 'all';
  if (before) { document.title = before.title; timeline.view(before.t0, before.span); }
});
$('print-all').addEventListener('click', () => { wanted = 'all'; print(); });
$('print-sum').addEventListener('click', () => { wanted = 'summary'; print(); });

const deckHeight = () => root.style.setProperty('--deck', `${$('deck').offsetHeight}px`);
new ResizeObserver(deckHeight).observe($('deck'));
timeline.draw();
root.dataset.ready = performance.now().toFixed(0);
