let segmenter: Intl.Segmenter | undefined;

/** What a reader takes for one character each. */
export function graphemes(text: string): string[] {
  if (/^[\n\x20-\x7e]*$/.test(text)) return [...text];
  segmenter ??= new Intl.Segmenter("en", { granularity: "grapheme" });
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}
