// The time axis: one canvas for the whole recording, one for the part in view, redrawn only when something has changed.
const $ = (id) => document.getElementById(id);
const pad = (n) => String(n).padStart(2, '0');
const clock = (s) => {
  const t = Math.floor(Math.max(0, s) * 10 + 1e-6);
  return `${Math.floor(t / 600)}:${pad(Math.floor(t / 10) % 60)}.${t % 10}`;
};
const STEPS = [0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1200, 1800, 3600];
const MOST_PX_S = 400;
const LETTERS = { assertive: 'As', passive: 'Pa', aggressive: 'Ag', passive_aggressive: 'PA', neutral: 'N', unsure: '?' };
const SPEAKER_PX = 12;
const PITCH_LINES = [50, 75, 100, 150, 200, 300, 400, 600];

class Timeline {
  constructor() {
    this.lanes = $('lanes'); this.map = $('map'); this.head = $('head');
    this.t0 = 0; this.t1 = 1; this.now = 0; this.dirty = true; this.colours = {};
    this.frame = null;
    new ResizeObserver(() => this.redraw()).observe($('stage'));
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.redraw());
  }

  show(take) { this.take = take; this.t0 = 0; this.t1 = take.data.duration; this.redraw(); }

  redraw() {
    this.dirty = true;
    this.frame ??= requestAnimationFrame(() => { this.frame = null; this.draw(); });
  }

  get duration() { return Math.max(0.1, this.take.data.duration); }
  get gutter() { return this.width < 480 ? 30 : 52; }
  get plot() { return Math.max(10, this.width - this.gutter); }
  x(t) { return this.gutter + (t - this.t0) / (this.t1 - this.t0) * this.plot; }
  time(x) { return this.t0 + (x - this.gutter) / this.plot * (this.t1 - this.t0); }

  view(t0, span) {
    span = Math.min(this.duration, Math.max(span, this.plot / MOST_PX_S));
    this.t0 = Math.min(Math.max(0, t0), this.duration - span); this.t1 = this.t0 + span;
    this.redraw();
  }
  zoom(factor, at = this.inView(this.now) ? this.now : (this.t0 + this.t1) / 2) {
    const span = (this.t1 - this.t0) / factor, share = (at - this.t0) / (this.t1 - this.t0);
    this.view(at - share * Math.min(span, this.duration), span);
  }
  fit() { this.view(0, this.duration); }
  pan(seconds) { this.view(this.t0 + seconds, this.t1 - this.t0); }
  inView(t) { return t >= this.t0 && t <= this.t1; }
  reveal(t) { if (!this.inView(t) || t > this.t1 - 0.04 * (this.t1 - this.t0)) this.view(t - 0.1 * (this.t1 - this.t0), this.t1 - this.t0); }

  moveHead(t) {
    this.now = t;
    const x = this.x(t), seen = x >= this.gutter - 1 && x <= this.width + 1;
    this.head.style.transform = `translateX(${x.toFixed(1)}px)`;
    this.head.style.visibility = seen ? 'visible' : 'hidden';
  }

  size(canvas, width, height) {
    const ratio = this.printing ? 3 : Math.min(3, devicePixelRatio || 1);
    const w = Math.round(width * ratio), h = Math.round(height * ratio);
    if (canvas.width !== w || canvas.height !== h) {
      canvas.width = w; canvas.height = h;
      canvas.style.width = `${width}px`; canvas.style.height = `${height}px`;
    }
    const pen = canvas.getContext('2d');
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    pen.clearRect(0, 0, width, height);
    return pen;
  }

  readColours() {
    const style = getComputedStyle(document.documentElement);
    for (const name of ['ink', 'soft', 'paper', 'line', 'faint', 'wave', 'pitch', 'level', 'filled', 'silent', 'keep', 'fix',
      'assertive', 'passive', 'aggressive', 'passive_aggressive', 'neutral', 'unsure', 'soft_voice', 'steady', 'forceful']) {
      this.colours[name] = style.getPropertyValue(`--${name}`).trim();
    }
  }

  layout() {
    const small = this.width < 480, short = innerHeight < 700;
    const tracks = this.take.tracks, rows = {};
    let y = 18;
    const row = (name, height, has = true) => { if (has) { rows[name] = { y, h: height }; y += height + 4; } };
    row('who', SPEAKER_PX * this.take.speakers.length, this.take.speakers.length > 1);
    row('said', 20, this.take.data.sentences.length > 0);
    row('voice', 14, this.take.data.sentences.length > 0);
    row('pauses', 14, this.take.data.pauses.length > 0);
    row('wave', small || short ? 44 : 58, tracks.wave);
    row('pitch', small || short ? 56 : 78, tracks.pitch);
    row('level', small || short ? 36 : 46, tracks.level);
    this.rows = rows; this.height = y;
  }

  draw() {
    if (!this.take) return;
    this.width = Math.floor($('stage').clientWidth);
    if (!this.width) return;
    this.readColours(); this.layout();
    const pen = this.size(this.lanes, this.width, this.height);
    pen.font = '11px system-ui, sans-serif'; pen.textBaseline = 'middle'; pen.lineJoin = 'round';
    this.drawRuler(pen); this.drawWho(pen); this.drawSaid(pen); this.drawVoice(pen); this.drawPauses(pen);
    this.drawWave(pen); this.drawPitch(pen); this.drawLevel(pen);
    this.drawMap(); this.moveHead(this.now); this.dirty = false;
  }

  label(pen, row, text) {
    if (this.gutter < 40) return;
    pen.fillStyle = this.colours.soft; pen.textAlign = 'left';
    pen.fillText(text, 0, row.y + (row.h > 30 ? 7 : row.h / 2));
  }
  clipped(pen, row, draw) {
    pen.save(); pen.beginPath(); pen.rect(this.gutter, row.y - 1, this.plot, row.h + 2); pen.clip(); draw(); pen.restore();
  }

  drawRuler(pen) {
    const span = this.t1 - this.t0, step = STEPS.find((s) => s / span * this.plot >= 64) ?? 3600;
    pen.strokeStyle = this.colours.faint; pen.fillStyle = this.colours.soft; pen.textAlign = 'center'; pen.lineWidth = 1;
    for (let n = Math.ceil(this.t0 / step); n * step <= this.t1 + 1e-9; n++) {
      const x = Math.round(this.x(n * step)) + 0.5;
      pen.beginPath(); pen.moveTo(x, 15); pen.lineTo(x, this.height - 4); pen.stroke();
      const text = step < 1 ? clock(n * step) : clock(n * step).split('.')[0], half = pen.measureText(text).width / 2;
      if (x + half < this.width && x - half > 0) pen.fillText(text, x, 8);
    }
  }

  // A line for each speaker, so that nobody needs to be told by a colour.
  drawWho(pen) {
    const row = this.rows.who;
    if (!row) return;
    this.label(pen, row, 'who');
    const { speakers, data } = this.take, top = (speaker) => row.y + SPEAKER_PX * speakers.indexOf(speaker);
    pen.fillStyle = this.colours.soft; pen.textAlign = 'right';
    for (const speaker of speakers) pen.fillText(speaker, this.gutter - 4, top(speaker) + SPEAKER_PX / 2 + 0.5);
    this.clipped(pen, row, () => {
      pen.fillStyle = this.colours.ink;
      const lastX = new Map();
      for (const [start, end, , , , speaker] of data.sentences) {
        const x = this.x(start), w = Math.max(1.5, this.x(end) - x);
        if (x > this.width || x + w < this.gutter || (w < 2 && x - (lastX.get(speaker) ?? -9) < 1)) continue;
        lastX.set(speaker, x);
        pen.fillRect(x, top(speaker) + 3, w, SPEAKER_PX - 6);
      }
    });
  }

  drawSaid(pen) {
    const row = this.rows.said;
    if (!row) return;
    this.label(pen, row, 'words');
    this.clipped(pen, row, () => {
      const { sentences, findings } = this.take.data, perSecond = this.plot / (this.t1 - this.t0);
      let lastX = -9;
      sentences.forEach(([start, end, , style], i) => {
        const x = this.x(start), w = Math.max(1.5, this.x(end) - x);
        if (x > this.width || x + w < this.gutter || (w < 2 && x - lastX < 1)) return;
        lastX = x;
        const colour = this.colours[style];
        pen.globalAlpha = 0.22; pen.fillStyle = colour; pen.fillRect(x, row.y, w, row.h);
        pen.globalAlpha = 1; pen.fillRect(x, row.y + row.h - 4, w, 4);
        if (style === 'unsure' && w > 6) { pen.fillStyle = this.colours.paper; for (let s = x + 3; s < x + w; s += 6) pen.fillRect(s, row.y + row.h - 4, 3, 4); }
        if (w < 16) return;
        pen.save(); pen.beginPath(); pen.rect(Math.max(x, this.gutter), row.y, w - 2, row.h); pen.clip();
        pen.fillStyle = this.colours.ink; pen.textAlign = 'left';
        if (perSecond > 70 && !this.nameless) this.drawWords(pen, row, i);
        else {
          const name = style.replace('passive_aggressive', 'passive-aggressive');
          const left = Math.max(x, this.gutter) + 4, room = x + w - left;
          pen.fillText(pen.measureText(name).width < room - 4 ? name : LETTERS[style], left, row.y + 8);
        }
        pen.restore();
      });
      for (const [start, end, kind] of findings) {
        pen.fillStyle = this.colours[kind === 'strength' ? 'keep' : 'fix'];
        const x = this.x(start), w = Math.max(3, this.x(end) - x);
        pen.fillRect(x, row.y - 1, w, 3);
      }
    });
  }

  drawWords(pen, row, i) {
    const [from, to] = this.take.wordsIn(i), { words } = this.take.data;
    for (let n = from; n < to; n++) {
      const x = this.x(words[2 * n]);
      if (x > this.width) break;
      if (this.x(words[2 * n + 1]) < this.gutter) continue;
      pen.fillText(this.take.wordText(n), x + 3, row.y + 8);
      pen.globalAlpha = 0.35; pen.fillRect(Math.round(x), row.y, 1, row.h - 4); pen.globalAlpha = 1;
    }
  }

  drawVoice(pen) {
    const row = this.rows.voice;
    if (!row) return;
    this.label(pen, row, 'voice');
    this.clipped(pen, row, () => {
      let lastX = -9;
      for (const [start, end, , , voice] of this.take.data.sentences) {
        const x = this.x(start), w = Math.max(1.5, this.x(end) - x);
        if (x > this.width || x + w < this.gutter || (w < 2 && x - lastX < 1)) continue;
        lastX = x;
        pen.fillStyle = this.colours[voice === 'soft' ? 'soft_voice' : voice]; pen.globalAlpha = 0.22; pen.fillRect(x, row.y, w, row.h);
        pen.globalAlpha = 1; pen.fillRect(x, row.y + row.h - 3, w, 3);
        const left = Math.max(x, this.gutter) + 4;
        pen.fillStyle = this.colours.ink; pen.textAlign = 'left';
        if (pen.measureText(voice).width < x + w - left - 4) pen.fillText(voice, left, row.y + 6);
      }
    });
  }

  drawPauses(pen) {
    const row = this.rows.pauses;
    if (!row) return;
    this.label(pen, row, 'pauses');
    this.clipped(pen, row, () => {
      const perSecond = this.plot / (this.t1 - this.t0);
      let lastX = -9;
      for (const [start, end, said] of this.take.data.pauses) {
        const x = this.x(start), w = Math.max(1, this.x(end) - x), filled = said !== null;
        if (x > this.width || x + w < this.gutter || (!filled && w < 2 && x - lastX < 1)) continue;
        lastX = x;
        if (filled) {
          pen.fillStyle = this.colours.filled; pen.fillRect(x, row.y, perSecond < 4 ? 1 : Math.max(2, w), row.h);
          if (w > pen.measureText(said).width + 4) { pen.fillStyle = '#000'; pen.textAlign = 'left'; pen.fillText(said, x + 2, row.y + row.h / 2 + 0.5); }
        } else {
          pen.fillStyle = this.colours.silent; pen.fillRect(x, row.y + row.h / 2 - 2, w, 4);
        }
      }
    });
  }

  drawWave(pen) {
    const row = this.rows.wave;
    if (!row) return;
    this.label(pen, row, 'sound');
    const middle = row.y + row.h / 2, scale = row.h / 2 / this.take.tracks.peak;
    pen.fillStyle = this.colours.wave;
    this.take.tracks.wave.columns(this.t0, this.t1, this.plot, (x, lo, hi) => {
      pen.fillRect(this.gutter + x, middle - hi * scale, 1, Math.max(1, (hi - lo) * scale));
    });
  }

  drawPitch(pen) {
    const row = this.rows.pitch;
    if (!row) return;
    const [low, high] = this.take.tracks.pitchEnds, y = (st) => row.y + row.h - (st - low) / (high - low) * row.h;
    this.label(pen, row, 'pitch');
    pen.strokeStyle = this.colours.faint; pen.fillStyle = this.colours.soft; pen.textAlign = 'right'; pen.lineWidth = 1;
    let lastY = Infinity;
    for (const hz of PITCH_LINES) {
      const at = Math.round(y(12 * Math.log2(hz / 100))) + 0.5;
      if (at < row.y + 4 || at > row.y + row.h || lastY - at < 12) continue;
      lastY = at;
      pen.beginPath(); pen.moveTo(this.gutter, at); pen.lineTo(this.width, at); pen.stroke();
      if (at > row.y + 18 || this.gutter < 40) pen.fillText(this.gutter < 40 ? hz : `${hz} Hz`, this.gutter - 4, at);
    }
    this.clipped(pen, row, () => this.line(pen, this.take.tracks.pitch, y, this.colours.pitch, 2));
  }

  drawLevel(pen) {
    const row = this.rows.level;
    if (!row) return;
    const [low, high] = this.take.tracks.levelEnds, y = (db) => row.y + row.h - (db - low) / (high - low) * row.h;
    this.label(pen, row, 'level');
    pen.fillStyle = this.colours.soft; pen.textAlign = 'right';
    const mark = Math.floor((high - 18 / row.h * (high - low)) / 10) * 10, at = y(mark);
    if (at < row.y + row.h) {
      pen.fillText(this.gutter < 40 ? mark : `${mark} dB`, this.gutter - 4, at);
      pen.strokeStyle = this.colours.faint; pen.lineWidth = 1;
      pen.beginPath(); pen.moveTo(this.gutter, Math.round(at) + 0.5); pen.lineTo(this.width, Math.round(at) + 0.5); pen.stroke();
    }
    this.clipped(pen, row, () => {
      pen.fillStyle = this.colours.level; pen.globalAlpha = 0.25;
      this.take.tracks.level.columns(this.t0, this.t1, this.plot, (x, lo, hi) => pen.fillRect(this.gutter + x, y(hi), 1, row.y + row.h - y(hi)));
      pen.globalAlpha = 1;
      // One pixel is drawn by a faster way than any wider line: a sixth of the time of a frame.
      this.line(pen, this.take.tracks.level, y, this.colours.level, 1);
    });
  }

  // The mean as a line; where a pixel holds many values, from lowest to highest as a shadow behind it.
  line(pen, track, y, colour, width) {
    const perPixel = (this.t1 - this.t0) / this.plot / track.hop;
    if (perPixel > 4) {
      pen.fillStyle = colour; pen.globalAlpha = 0.22;
      track.columns(this.t0, this.t1, this.plot, (x, lo, hi) => pen.fillRect(this.gutter + x, y(hi), 1, Math.max(1, y(lo) - y(hi))));
      pen.globalAlpha = 1;
    }
    pen.strokeStyle = colour; pen.lineWidth = width; pen.lineCap = 'round';
    pen.beginPath();
    const gap = Math.ceil(1 / perPixel) + 1;
    let last = -9e9;
    track.columns(this.t0, this.t1, this.plot, (x, lo, hi, mean) => {
      const at = this.gutter + x + 0.5;
      if (x - last > gap) { pen.moveTo(at, y(mean)); pen.lineTo(at + 0.1, y(mean)); } else pen.lineTo(at, y(mean));
      last = x;
    });
    pen.stroke();
  }

  // The whole recording stays as it is; only the frame around the view moves.
  drawMap() {
    const x = (t) => this.gutter + t / this.duration * this.plot;
    $('box').style.transform = `translateX(${x(this.t0).toFixed(1)}px)`;
    $('box').style.width = `${Math.max(4, x(this.t1) - x(this.t0)).toFixed(1)}px`;
    const drawn = [this.take.number, this.width, this.colours.paper, devicePixelRatio].join();
    if (drawn === this.mapDrawn) return;
    this.mapDrawn = drawn;
    const height = 26, pen = this.size(this.map, this.width, height), { tracks, data } = this.take, middle = height / 2;
    if (tracks.wave) {
      pen.fillStyle = this.colours.wave; pen.globalAlpha = 0.6;
      tracks.wave.columns(0, this.duration, this.plot, (at, lo, hi) => {
        const h = Math.max(1, (hi - lo) / 2 / tracks.peak * (height - 4)); pen.fillRect(this.gutter + at, middle - h / 2, 1, h);
      });
      pen.globalAlpha = 1;
    }
    for (const [start, end, kind] of data.findings) {
      pen.fillStyle = this.colours[kind === 'strength' ? 'keep' : 'fix'];
      pen.fillRect(x(start), 0, Math.max(3, x(end) - x(start)), 3);
    }
  }
}
