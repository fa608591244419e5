/**
 * Characters that a terminal would interpret instead of showing them: control characters, those that change the direction of
 * text, and unpaired surrogates. Line ends, tabs and colours are not included.
 */
const HARMFUL =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
  /\u001b\[[0-9;]*m|\r\n|[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]|\p{Cs}/gu;

const written = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;

/**
 * Makes text safe to print, on one line or several: harmful characters become escapes (`\u001b`) as in JSON, so that JSON keeps
 * its meaning.
 */
export const printable = (text: string): string =>
  text.replace(HARMFUL, (found) => (found.length > 1 ? found : written(found)));

/** Like `printable`, for text that has to stay on one line, such as a table cell, so that it cannot forge another row. */
export const oneLine = (text: string): string => printable(text).replace(/[\r\n\t]/g, written);
