/** Strings are kept in Unicode normal form C, so equal text is equal; half a surrogate pair is not text and is replaced. */
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

/** Made when it is first needed: that takes longer than most texts. */
let segmenter: Intl.Segmenter | undefined;

/** What a reader takes for one character each. */
export function graphemes(text: string): string[] {
  if (/^[\n\x20-\x7e]*$/.test(text)) return [...text];
  segmenter ??= new Intl.Segmenter("en", { granularity: "grapheme" });
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

/** Characters that no following character can combine with. */
const ENDS_CLUSTER = new Set("-_:;/\\,.(){}[]|?!~ \t@#$%^&*+\"'");

/** What is certain about the start of a string that begins with `prefix`: whatever follows might combine with its last character. */
export function safePrefix(prefix: string): string {
  if (prefix === "" || ENDS_CLUSTER.has(prefix.at(-1)!)) return prefix;
  return prefix.slice(0, prefix.length - graphemes(prefix).at(-1)!.length);
}
