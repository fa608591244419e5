/** Strings are kept in Unicode normal form C, so equal text is equal; half a surrogate pair is no text and is replaced. */
export function normalizeString(text: string): string {
  // Most strings are Latin; only others can need work.
  if (!/[\u0300-\uffff]/.test(text)) return text;
  return text.replace(/[\ud800-\udfff]/gu, "\ufffd").normalize("NFC");
}

/** Orders by code points, which is also the order of the UTF-8 bytes. */
export function compareStrings(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) {
      // Surrogates stand for code points above all other units.
      const surrogates = (x >= 0xd800 && x <= 0xdfff ? 1 : 0) - (y >= 0xd800 && y <= 0xdfff ? 1 : 0);
      return surrogates !== 0 ? surrogates : x - y;
    }
  }
  return a.length - b.length;
}

/** Characters that no following character can combine with. */
const ENDS_CLUSTER = new Set("-_:;/\\,.(){}[]|?!~ \t@#$%^&*+\"'");
let segmenter: Intl.Segmenter | undefined;

/** What is certain about the start of a string that begins with `prefix`: whatever follows might combine with its last character. */
export function safePrefix(prefix: string): string {
  if (prefix === "" || ENDS_CLUSTER.has(prefix.at(-1)!)) return prefix;
  segmenter ??= new Intl.Segmenter("en", { granularity: "grapheme" });
  let last = 0;
  for (const { index } of segmenter.segment(prefix)) last = index;
  return prefix.slice(0, last);
}
