// Tracks: numbers at a fixed hop, with coarser levels above them, so that any view reads a few numbers a pixel.
const bytesOf = (text) => {
  const raw = atob(text), bytes = new Uint8Array(raw.length);
  for (let i = 0; i < raw.length; i++) bytes[i] = raw.charCodeAt(i);
  return bytes;
};

// Lowest, highest and mean of each step; a step without a value has low > high.
class Track {
  constructor(hop, start, low, high) {
    this.hop = hop; this.start = start; this.levels = [{ size: 1, low, high, mean: low }];
    for (let last = this.levels[0]; last.low.length > 256; last = this.levels.at(-1)) {
      const n = Math.ceil(last.low.length / 4), lows = new Float32Array(n), highs = new Float32Array(n), means = new Float32Array(n);
      for (let i = 0; i < n; i++) {
        let lo = Infinity, hi = -Infinity, sum = 0, count = 0;
        for (let j = 4 * i; j < 4 * i + 4 && j < last.low.length; j++) {
          if (last.low[j] < lo) lo = last.low[j];
          if (last.high[j] > hi) hi = last.high[j];
          if (last.low[j] <= last.high[j]) { sum += last.mean[j]; count++; }
        }
        lows[i] = lo; highs[i] = hi; means[i] = count ? sum / count : 0;
      }
      this.levels.push({ size: last.size * 4, low: lows, high: highs, mean: means });
    }
  }

  // Calls back with lowest, highest and mean for each of `width` pixels from t0 to t1; a pixel without values is left out.
  columns(t0, t1, width, draw) {
    const perPixel = (t1 - t0) / width / this.hop;
    let level = this.levels[0];
    for (const coarser of this.levels) if (coarser.size * 2 <= perPixel) level = coarser;
    const step = level.size, first = (t0 - this.start) / this.hop + 0.5;
    for (let x = 0; x < width; x++) {
      const a = Math.floor((first + x * perPixel) / step), b = Math.max(a + 1, Math.floor((first + (x + 1) * perPixel) / step));
      let lo = Infinity, hi = -Infinity, sum = 0, count = 0;
      for (let i = Math.max(0, a); i < b && i < level.low.length; i++) {
        if (level.low[i] > level.high[i]) continue;
        if (level.low[i] < lo) lo = level.low[i];
        if (level.high[i] > hi) hi = level.high[i];
        sum += level.mean[i]; count++;
      }
      if (count) draw(x, lo, hi, sum / count);
    }
  }
}

const integers = (Kind, text) => {
  const bytes = bytesOf(text), size = Kind.BYTES_PER_ELEMENT, view = new DataView(bytes.buffer);
  const n = Math.floor(bytes.length / size), out = new Float32Array(n);
  for (let i = 0; i < n; i++) {
    out[i] = Kind === Int8Array ? view.getInt8(i) : Kind === Int16Array ? view.getInt16(2 * i, true) : view.getUint16(2 * i, true);
  }
  return out;
};

const tracksOf = (data) => {
  const found = { wave: null, pitch: null, level: null, peak: 1 };
  if (data.outline) {
    const both = integers(Int8Array, data.outline.data), n = both.length >> 1;
    const low = new Float32Array(n), high = new Float32Array(n);
    let peak = 8;
    for (let i = 0; i < n; i++) {
      low[i] = both[2 * i]; high[i] = both[2 * i + 1];
      if (-low[i] > peak) peak = -low[i];
      if (high[i] > peak) peak = high[i];
    }
    found.wave = new Track(data.outline.hop, data.outline.hop / 2, low, high);
    found.peak = peak;
  }
  if (data.tracks) {
    const { hop, start } = data.tracks, level = integers(Int16Array, data.tracks.level).map((v) => v / 100);
    const f0 = integers(Uint16Array, data.tracks.f0), low = new Float32Array(f0.length), high = new Float32Array(f0.length);
    const voiced = [];
    for (let i = 0; i < f0.length; i++) {
      const semitones = f0[i] ? 12 * Math.log2(f0[i] / 1000) : 0;   // re 100 Hz
      low[i] = f0[i] ? semitones : Infinity; high[i] = f0[i] ? semitones : -Infinity;
      if (f0[i] && i % 5 === 0) voiced.push(semitones);
    }
    found.pitch = new Track(hop, start, low, high);
    found.level = new Track(hop, start, level, level);
    found.pitchEnds = ends(voiced, -5, 9, 4);
    const loud = Array.from(level.filter((_, i) => i % 5 === 0));
    found.levelEnds = ends(loud, -60, -10, 3);
    found.levelEnds[0] = Math.max(found.levelEnds[0], found.levelEnds[1] - 60);
  }
  return found;
};

// From about the lowest to about the highest of some values, with room; a default where there are few.
const ends = (values, low, high, room) => {
  if (values.length < 10) return [low, high];
  values.sort((a, b) => a - b);
  const at = (share) => values[Math.min(values.length - 1, Math.floor(share * values.length))];
  return [at(0.01) - room, at(0.99) + room];
};
