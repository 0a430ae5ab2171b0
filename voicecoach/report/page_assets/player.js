// Takes, their sound, and the transcript that follows it.
const calm = matchMedia('(prefers-reduced-motion: reduce)');
const SUSPENDED_MS = 4000;   // after a scroll by hand the page is left where it is

class Take {
  constructor(data, number) {
    this.data = data; this.number = number; this.section = $(`t${number}`);
    this.items = [...this.section.querySelectorAll('li.s')];
    this.wordNodes = [...this.section.querySelectorAll('.w')];
    this.firsts = [0];
    for (const sentence of data.sentences) this.firsts.push(this.firsts.at(-1) + sentence[2]);
    this.order = Array.from({ length: data.words.length / 2 }, (_, i) => i).sort((a, b) => data.words[2 * a] - data.words[2 * b]);
    this.place = new Map(this.wordNodes.map((node, i) => [node, i]));
  }
  get speakers() { return (this.names ??= [...new Set(this.data.sentences.map((sentence) => sentence[5]))].sort()); }
  get tracks() { return (this.made ??= tracksOf(this.data)); }
  wordsIn(i) { return [this.firsts[i], this.firsts[i + 1]]; }
  wordText(n) { return this.wordNodes[n]?.textContent ?? ''; }
  // Place in the order of time of the last thing that began by t; -1 before the first.
  lastBy(t, count, startOf) {
    let low = 0, high = count;
    while (low < high) { const mid = (low + high) >> 1; if (startOf(mid) <= t + 1e-6) low = mid + 1; else high = mid; }
    return low - 1;
  }
  wordAt(t) {
    const place = this.lastBy(t, this.order.length, (i) => this.data.words[2 * this.order[i]]);
    return place < 0 ? -1 : this.order[place];
  }
  sentenceAt(t) { return this.lastBy(t, this.data.sentences.length, (i) => this.data.sentences[i][0]); }
  sound() {
    if (this.url === undefined) {
      const held = $(`sound-${this.number}`);
      if (this.data.sound === 'inside') this.url = URL.createObjectURL(new Blob([bytesOf(held.textContent)], { type: 'audio/webm' }));
      else this.url = this.data.sound === 'beside' ? encodeURIComponent(this.data.beside) : null;
      held?.remove();
    }
    return this.url;
  }
}

class Player {
  constructor(takes, timeline) {
    this.takes = takes; this.timeline = timeline; this.audio = new Audio(); this.until = null;
    this.marked = null; this.item = null; this.quietUntil = 0;
    this.audio.preservesPitch = true; this.audio.preload = 'auto';
    for (const event of ['play', 'pause', 'ended']) this.audio.addEventListener(event, () => this.tell());
    this.audio.addEventListener('error', () => { if (this.audio.src) say('The sound could not be loaded.'); });
    this.audio.addEventListener('seeked', () => this.tick());
    for (const event of ['wheel', 'touchmove']) addEventListener(event, () => { this.quietUntil = performance.now() + SUSPENDED_MS; }, { passive: true });
    this.show(0);
  }

  show(number) {
    this.pause(); this.take = this.takes[number]; this.loaded = false; this.now = 0; this.until = null;
    this.mark(-1, -1);
    for (const take of this.takes) take.section.hidden = take !== this.take;
    for (const tab of document.querySelectorAll('.tab')) tab.setAttribute('aria-pressed', String(Number(tab.dataset.show) === number));
    const silent = this.take.data.sound === 'none';
    $('play').disabled = silent; $('play').title = silent ? this.take.data.silence : '';
    $('total').textContent = clock(this.take.data.duration);
    $('axis').setAttribute('aria-valuemax', this.take.data.duration.toFixed(1));
    this.take.items.forEach((item, i) => { item.querySelector('.play').tabIndex = i ? -1 : 0; });
    this.timeline.show(this.take); this.seek(0, { quiet: true });
  }

  load() {
    if (this.loaded) return true;
    const url = this.take.sound();
    if (!url) return false;
    const rate = this.audio.playbackRate;
    this.audio.src = url; this.audio.currentTime = this.now; this.audio.defaultPlaybackRate = rate; this.audio.playbackRate = rate;
    this.loaded = true;
    return true;
  }

  get playing() { return this.loaded && !this.audio.paused && !this.audio.ended; }
  pause() { this.audio.pause(); this.until = null; }
  toggle() { if (this.playing) this.pause(); else this.play(); }
  play() {
    if (!this.load()) return;
    if (this.now >= this.take.data.duration - 0.05) this.seek(0);
    this.audio.play().catch(() => {});
    this.run();
  }
  from(start, until = null) { this.until = null; this.seek(start); this.play(); this.until = until; }

  seek(t, { quiet = false } = {}) {
    this.now = Math.min(Math.max(0, t), this.take.data.duration); this.until = null;
    if (this.loaded) this.audio.currentTime = this.now;
    this.place(quiet); this.timeline.reveal(this.now); this.timeline.moveHead(this.now);
  }

  run() {
    if (this.running) return;
    this.running = true;
    const step = () => {
      this.tick();
      if (this.playing) requestAnimationFrame(step); else this.running = false;
    };
    requestAnimationFrame(step);
  }

  tick() {
    if (!this.loaded || this.audio.seeking) return;
    this.now = Math.min(this.audio.currentTime, this.take.data.duration);
    if (this.until !== null && this.now >= this.until) this.pause();
    this.place(false);
    if (this.playing && $('follow').checked) this.timeline.reveal(this.now);
    this.timeline.moveHead(this.now);
  }

  // What is told of the position: the clock, the slider, the word and the sentence.
  place(quiet) {
    const text = clock(this.now);
    if ($('now').textContent !== text) {
      $('now').textContent = text;
      $('axis').setAttribute('aria-valuenow', this.now.toFixed(1));
      $('axis').setAttribute('aria-valuetext', `${text} of ${clock(this.take.data.duration)}`);
    }
    const sentence = this.take.sentenceAt(this.now), word = this.take.wordAt(this.now);
    const moved = this.mark(word, sentence);
    if (moved && !quiet && $('follow').checked && performance.now() > this.quietUntil) this.bringIntoView();
  }

  mark(word, sentence) {
    const node = word < 0 ? null : this.take.wordNodes[word], item = sentence < 0 ? null : this.take.items[sentence];
    if (node !== this.marked) { this.marked?.classList.remove('now'); node?.classList.add('now'); this.marked = node; }
    if (item === this.item) return false;
    this.item?.classList.remove('on'); this.item?.removeAttribute('aria-current');
    item?.classList.add('on'); item?.setAttribute('aria-current', 'true');
    this.item = item;
    return Boolean(item);
  }

  bringIntoView() {
    if (!this.item) return;
    const box = this.item.getBoundingClientRect(), deck = $('deck').getBoundingClientRect();
    const top = getComputedStyle($('deck')).position === 'sticky' ? Math.max(0, deck.bottom) : 0;
    if (box.top >= top && box.bottom <= innerHeight) return;
    scrollBy({ top: box.top - top - 12, behavior: calm.matches || !this.playing ? 'auto' : 'smooth' });
  }

  // Roving focus: one sentence at a time stands in the order of the Tab key.
  goTo(i) {
    const count = this.take.items.length;
    if (!count) return;
    const at = Math.min(Math.max(0, i), count - 1);
    this.seek(this.take.data.sentences[at][0]);
    this.take.items.forEach((item, n) => { item.querySelector('.play').tabIndex = n === at ? 0 : -1; });
    this.take.items[at].querySelector('.play').focus({ preventScroll: true });
    this.bringIntoView();
  }

  tell() {
    const playing = this.playing;
    $('play').querySelector('.label').textContent = playing ? 'Pause' : 'Play';
    document.documentElement.classList.toggle('playing', playing);
  }
}

const say = (text) => { $('status').textContent = text; };
