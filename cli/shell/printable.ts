/**
 * What a terminal would act on instead of showing it: control characters, those that turn the direction of text, and
 * halves of characters. Line ends, tabs and colours are left to whoever prints lines.
 */
const HARMFUL =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
  /\u001b\[[0-9;]*m|\r\n|[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]|\p{Cs}/gu;

const written = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;

/**
 * Text that is safe to print, on one line or several: what could steer the terminal is written as an escape (`\u001b`),
 * as JSON has it, so that JSON stays what it was.
 */
export const printable = (text: string): string =>
  text.replace(HARMFUL, (found) => (found.length > 1 ? found : written(found)));

/** The same for what has to stay on its line, such as a cell of a table: it cannot forge another row. */
export const oneLine = (text: string): string => printable(text).replace(/[\r\n\t]/g, written);
