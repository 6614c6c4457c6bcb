/** "Did you mean …": the nearest of the known words. */

/** Damerau–Levenshtein distance (optimal string alignment), bounded: above `max` it says `max + 1`. */
export function distance(a: string, b: string, max: number): number {
  if (Math.abs(a.length - b.length) > max) return max + 1;
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const swap =
        i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? before[j - 2]! + 1 : Infinity;
      const edit = previous[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      row.push(Math.min(previous[j]! + 1, row[j - 1]! + 1, edit, swap));
    }
    before = previous;
    previous = row;
  }
  return Math.min(previous[b.length]!, max + 1);
}

/** The nearest known word, if one is near enough to be what was meant. Case is ignored. */
export function nearest(word: string, known: Iterable<string>): string | undefined {
  if (word.length > 80) return undefined;
  const wanted = word.toLowerCase();
  let best: { readonly word: string; readonly far: number } | undefined;
  for (const candidate of known) {
    const max = Math.max(1, Math.floor(Math.min(wanted.length, candidate.length) / 3));
    const far = distance(wanted, candidate.toLowerCase(), max);
    if (far <= max && (!best || far < best.far)) best = { word: candidate, far };
  }
  return best?.word;
}

/** A sentence for a fault: the nearest word, else a few of those known. */
export function didYouMean(word: string, all: readonly string[]): string | undefined {
  const known = [...new Set(all)];
  const near = nearest(word, known);
  if (near !== undefined) return `did you mean \`${near}\`?`;
  if (known.length === 0) return undefined;
  const shown = known
    .slice(0, 8)
    .map((k) => `\`${k}\``)
    .join(', ');
  return `known: ${shown}${known.length > 8 ? ', …' : ''}`;
}
