// The page's own fonts as @font-face rules with the files inside, so that a saved picture looks the same anywhere.

/** For the first family of each list; a font that cannot be had is left to the fallbacks in the list. */
export async function fontFaces(lists: readonly string[]): Promise<string> {
  const wanted = new Set(lists.map((list) => bare(list.split(',')[0] ?? '')));
  const faces = [...document.styleSheets]
    .flatMap((sheet) => [...sheet.cssRules])
    .filter((rule) => rule instanceof CSSFontFaceRule)
    .filter((rule) => wanted.has(bare(rule.style.getPropertyValue('font-family'))));
  return (await Promise.all(faces.map(embedded))).join('');
}

async function embedded(face: CSSFontFaceRule): Promise<string> {
  const source = face.style.getPropertyValue('src');
  const address = /url\(["']?([^"')]+)/.exec(source)?.[1];
  if (address === undefined) return '';
  try {
    const answer = await fetch(new URL(address, face.parentStyleSheet?.href ?? document.baseURI));
    if (!answer.ok) return '';
    const family = face.style.getPropertyValue('font-family');
    const weight = face.style.getPropertyValue('font-weight') || '400';
    const data = await asDataUrl(await answer.blob());
    return `@font-face{font-family:${family};font-weight:${weight};src:url(${data})}`;
  } catch {
    return '';
  }
}

function asDataUrl(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener('load', () => resolve(String(reader.result)));
    reader.addEventListener('error', () => reject(reader.error));
    reader.readAsDataURL(blob);
  });
}

function bare(family: string): string {
  return family.trim().replace(/^["']|["']$/g, '');
}
