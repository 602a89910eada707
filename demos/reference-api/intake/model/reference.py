"""Writes reference.json: the numbers of scikit-learn and scipy that the TypeScript beside it is held against.

    /usr/bin/python3 demos/reference-api/intake/model/reference.py > demos/reference-api/intake/model/reference.json

Debian's python3-sklearn and python3-scipy are enough; their versions are in the file.
"""

import json
import sys
import warnings

import numpy as np
import scipy
import sklearn
from scipy import optimize, special, stats
from sklearn.calibration import calibration_curve
from sklearn.isotonic import IsotonicRegression
from sklearn.metrics import brier_score_loss, cohen_kappa_score, log_loss

warnings.filterwarnings("ignore")
rng = np.random.default_rng(20261123)

n = 600
truth = rng.beta(4, 1.2, n)
scores = np.round(special.expit(1.8 * special.logit(np.clip(truth, 1e-6, 1 - 1e-6)) + 0.3), 4)
correct = (rng.random(n) < truth).astype(int)


def bins_of(bins):
    edges = np.arange(bins + 1) / bins
    which = np.clip(np.searchsorted(edges, scores, side="left") - 1, 0, bins - 1)
    return which


def gaps(bins):
    which = bins_of(bins)
    weighted, most = 0.0, 0.0
    for b in range(bins):
        inside = which == b
        if inside.any():
            gap = abs(correct[inside].mean() - scores[inside].mean())
            weighted += inside.mean() * gap
            most = max(most, gap)
    return weighted, most


def platt():
    x = special.logit(np.clip(scores, 1e-9, 1 - 1e-9))
    high = (correct.sum() + 1) / (correct.sum() + 2)
    low = 1 / ((1 - correct).sum() + 2)
    t = np.where(correct == 1, high, low)

    def loss(ab):
        f = ab[0] * x + ab[1]
        return np.sum(np.logaddexp(0, f) - t * f)

    def gradient(ab):
        p = special.expit(ab[0] * x + ab[1])
        return np.array([np.sum((p - t) * x), np.sum(p - t)])

    def hessian(ab):
        p = special.expit(ab[0] * x + ab[1])
        w = p * (1 - p)
        return np.array([[np.sum(w * x * x), np.sum(w * x)], [np.sum(w * x), np.sum(w)]])

    found = optimize.minimize(loss, [1.0, 0.0], jac=gradient, hess=hessian, method="trust-exact", options={"gtol": 1e-11})
    return {"slope": found.x[0], "shift": found.x[1]}


logits = np.round(rng.normal(0, 2.5, (200, 4)), 3)
right = np.array([rng.choice(4, p=special.softmax(row / 1.7)) for row in logits])


def temperature():
    def loss(log_t):
        return -np.sum(special.log_softmax(logits / np.exp(log_t), axis=1)[np.arange(200), right])

    return float(np.exp(optimize.minimize_scalar(loss, bounds=(np.log(0.05), np.log(20)), method="bounded", options={"xatol": 1e-12}).x))


isotonic = IsotonicRegression(out_of_bounds="clip").fit(scores, correct)
asked = np.round(np.linspace(0, 1, 101), 2)

share_true, share_mean = calibration_curve(correct, scores, n_bins=10)


def risk_coverage():
    order = np.argsort(-scores, kind="stable")
    s, wrong = scores[order], np.cumsum(1 - correct[order])
    last = np.append(s[1:] != s[:-1], True)
    k = np.arange(1, n + 1)
    coverage, risk = (k / n)[last], (wrong / k)[last]
    return float(np.sum(np.diff(np.concatenate([[0], coverage])) * risk))


def interval(k, m, level):
    exact = stats.binomtest(k, m).proportion_ci(level, "exact")
    wilson = stats.binomtest(k, m).proportion_ci(level, "wilson")
    return {"hits": k, "tries": m, "level": level, "exact": list(exact), "wilson": list(wilson)}


a = rng.choice(["approve", "correct", "reject"], 120, p=[0.7, 0.2, 0.1])
b = np.where(rng.random(120) < 0.8, a, rng.choice(["approve", "correct", "reject"], 120))

expected, found = rng.integers(0, 200, 10), rng.integers(0, 80, 10)
e, f = (expected + 0.5) / (expected + 0.5).sum(), (found + 0.5) / (found + 0.5).sum()

json.dump(
    {
        "made": {"python": sys.version.split()[0], "numpy": np.__version__, "scipy": scipy.__version__, "sklearn": sklearn.__version__},
        "judged": {"confidence": scores.tolist(), "correct": correct.tolist()},
        "ece": {str(bins): gaps(bins)[0] for bins in (10, 15)},
        "mce": {str(bins): gaps(bins)[1] for bins in (10, 15)},
        "curve10": {"accuracy": share_true.tolist(), "confidence": share_mean.tolist()},
        "brier": brier_score_loss(correct, scores),
        "platt": platt(),
        "temperature": {"logits": logits.tolist(), "right": right.tolist(), "value": temperature(),
                        "logLoss": log_loss(right, special.softmax(logits / temperature(), axis=1), labels=range(4))},
        "isotonic": {"asked": asked.tolist(), "given": isotonic.predict(asked).tolist()},
        "aurc": risk_coverage(),
        "intervals": [interval(k, m, level) for k, m, level in
                      [(0, 1, 0.9), (1, 1, 0.9), (0, 30, 0.95), (3, 30, 0.9), (29, 30, 0.99), (450, 500, 0.9), (998, 1000, 0.95), (5000, 10000, 0.9)]],
        "upper": [{"hits": k, "tries": m, "tail": tail, "value": float(stats.beta.ppf(1 - tail, k + 1, m - k))}
                  for k, m, tail in [(0, 100, 0.005), (3, 420, 0.005), (17, 880, 0.0025), (40, 2000, 0.05)]],
        "beta": [{"x": x, "a": p, "b": q, "value": float(special.betainc(p, q, x))}
                 for x, p, q in [(0.1, 0.5, 0.5), (0.5, 2, 3), (0.99, 120, 4), (0.02, 3, 900), (0.7, 5000, 2000), (0.999, 1, 1)]],
        "normal": [{"p": p, "z": float(stats.norm.ppf(p))} for p in (0.5, 0.9, 0.95, 0.975, 0.995, 0.9999, 0.025)],
        "kappa": {"pairs": [[x, y] for x, y in zip(a.tolist(), b.tolist())], "value": cohen_kappa_score(a, b)},
        "stability": {"expected": expected.tolist(), "found": found.tolist(), "value": float(np.sum((f - e) * np.log(f / e)))},
    },
    sys.stdout,
    separators=(",", ":"),
)
