// Shows matches without parsing HTML: Pagefind's excerpt is text with <mark> tags and three escaped characters.

/** An excerpt as DOM nodes. Anything that looks like another tag stays text. */
export function marked(excerpt: string): Node[] {
  return excerpt.split(/(<mark>.*?<\/mark>)/s).flatMap((piece) => {
    if (piece === '') return [];
    const inside = /^<mark>(.*)<\/mark>$/s.exec(piece)?.[1];
    if (inside === undefined) return [document.createTextNode(unescaped(piece))];
    // Pagefind marks up to the next space; punctuation is no part of what was found.
    const [, before = '', word = '', after = ''] = /^(\P{L}*?)([\p{L}\p{N}].*?)([^\p{L}\p{N}]*)$/su.exec(
      unescaped(inside),
    ) ?? ['', '', unescaped(inside)];
    const mark = document.createElement('mark');
    mark.textContent = word;
    return [document.createTextNode(before), mark, document.createTextNode(after)];
  });
}

/** A name as an excerpt: the words that were asked for, marked from the start of a word. */
export function markName(name: string, term: string): string {
  const words = term.trim().split(/\s+/).filter(Boolean).map(literal);
  const safe = escaped(name);
  if (words.length === 0) return safe;
  return safe.replace(new RegExp(`(?<![\\p{L}\\p{N}&])(?:${words.join('|')})`, 'giu'), '<mark>$&</mark>');
}

export function unmark(excerpt: string): string {
  return unescaped(excerpt.replace(/<\/?mark>/g, ''));
}

export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function unescaped(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

function literal(word: string): string {
  return word.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
