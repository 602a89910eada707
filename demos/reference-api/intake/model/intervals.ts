// How far a counted share may be from the true one. Clopper and Pearson (1934): exact, from the binomial itself. Wilson (1927):
// shorter, right on average. Both need only the incomplete beta function or the normal quantile, written here.

/** ln Γ(x), x > 0: Lanczos' series with g = 7, nine terms; 15 digits. */
function lnGamma(x: number): number {
  let sum = 0.999_999_999_999_809_93;
  for (let i = 0; i < lanczos.length; i++) sum += (lanczos[i] as number) / (x + i);
  const t = x + 6.5;
  return (x - 0.5) * Math.log(t) - t + Math.log(Math.sqrt(2 * Math.PI) * sum);
}

const lanczos = [
  676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905,
  -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
];

/** The regularised incomplete beta function I_x(a, b), by Lentz's continued fraction (DLMF 8.17.22). */
export function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(1 - x, b, a);
  const front = Math.exp(
    lnGamma(a + b) - lnGamma(a) - lnGamma(b) + a * Math.log(x) + b * Math.log1p(-x) - Math.log(a),
  );
  const tiny = 1e-300;
  let c = 1;
  let d = 1 / nonZero(1 - ((a + b) * x) / (a + 1));
  let fraction = d;
  for (let m = 1; m <= 1_000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / nonZero(1 + even * d);
    c = nonZero(1 + even / c);
    fraction *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / nonZero(1 + odd * d);
    c = nonZero(1 + odd / c);
    fraction *= d * c;
    if (Math.abs(d * c - 1) < 1e-15) break;
  }
  return front * fraction;

  function nonZero(value: number): number {
    return Math.abs(value) < tiny ? tiny : value;
  }
}

/** x with I_x(a, b) = p, by halving: 60 steps give every bit that matters. */
export function betaQuantile(p: number, a: number, b: number): number {
  let low = 0;
  let high = 1;
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (incompleteBeta(middle, a, b) < p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** Clopper and Pearson's interval for `hits` of `tries`. @param level 0.9: one in ten such intervals may miss. */
export function exactInterval(hits: number, tries: number, level = 0.9): Interval {
  const tail = (1 - level) / 2;
  return { low: 1 - exactUpper(tries - hits, tries, tail), high: exactUpper(hits, tries, tail) };
}

/** The largest share that could still have given so few hits with probability `tail`. 1 where nothing was tried. */
export const exactUpper = (hits: number, tries: number, tail: number): number =>
  hits >= tries ? 1 : betaQuantile(1 - tail, hits + 1, tries - hits);

/** Wilson's score interval. [0, 1] where nothing was tried. */
export function wilsonInterval(hits: number, tries: number, level = 0.9): Interval {
  if (tries === 0) return { low: 0, high: 1 };
  const z = normalQuantile(1 - (1 - level) / 2);
  const share = hits / tries;
  const spread = 1 + (z * z) / tries;
  const centre = (share + (z * z) / (2 * tries)) / spread;
  const half = (z * Math.sqrt((share * (1 - share)) / tries + (z * z) / (4 * tries * tries))) / spread;
  return { low: Math.max(0, centre - half), high: Math.min(1, centre + half) };
}

/** z with Φ(z) = p; Φ by its relation to the incomplete gamma function would do, halving over erf's beta form is as exact. */
export function normalQuantile(p: number): number {
  let low = -10;
  let high = 10;
  for (let i = 0; i < 80; i++) {
    const middle = (low + high) / 2;
    if (normal(middle) < p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** Φ(z): the series of erf (DLMF 7.6.2) near zero, its continued fraction (DLMF 7.9.2) in the tails. */
function normal(z: number): number {
  const x = Math.abs(z) / Math.SQRT2;
  let tail: number;
  if (x < 2.5) {
    let term = x;
    let sum = x;
    for (let n = 1; n < 200; n++) {
      term *= (2 * x * x) / (2 * n + 1);
      sum += term;
      if (term < 1e-18 * sum) break;
    }
    tail = 0.5 - (sum * Math.exp(-x * x)) / Math.sqrt(Math.PI);
  } else {
    let fraction = x;
    for (let n = 120; n > 0; n--) fraction = x + n / 2 / fraction;
    tail = Math.exp(-x * x) / (2 * Math.sqrt(Math.PI) * fraction);
  }
  return z > 0 ? 1 - tail : tail;
}
