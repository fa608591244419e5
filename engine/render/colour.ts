/** Text in a terminal's colours, or plain. */
const CODES = {
  bold: 1,
  underline: 4,
  red: 31,
  green: 32,
  yellow: 33,
  cyan: 36,
  gray: 90,
} as const;

export type Style = keyof typeof CODES;
export type Paint = (text: string, ...styles: Style[]) => string;

export interface RenderOptions {
  /** Default false. */
  readonly colour?: boolean;
}

const plain: Paint = (text) => text;

const coloured: Paint = (text, ...styles) =>
  text === "" ? "" : `${styles.map((style) => `\u001b[${CODES[style]}m`).join("")}${text}\u001b[0m`;

/** How texts are coloured, if they are. */
export function painter(options?: RenderOptions): Paint {
  return options?.colour ? coloured : plain;
}
