/** The rules of integrations with Checkov and Infracost. */

/** An integration as the rules see it. */
export interface Scanner {
  readonly name: string;
  readonly status: string;
  readonly isShared: boolean;
  readonly environments: readonly string[];
}

/** Whether an integration applies to runs of an environment. A disabled one applies to none. */
export const isFor = ({ status, isShared, environments }: Scanner, environment: string): boolean =>
  status !== "disabled" && (isShared || environments.includes(environment));

/** Splits a command line into words. Quotes preserve spaces; a backslash escapes the next character. */
export function wordsOf(text: string): readonly string[] {
  const words = text.match(/(?:[^\s"'\\]|\\.|"(?:[^"\\]|\\.)*"|'[^']*')+/gs) ?? [];
  return words.map((word) =>
    word.replace(/"((?:[^"\\]|\\.)*)"|'([^']*)'|\\(.)/gs, (_, double, single, one) =>
      double !== undefined ? double.replace(/\\(["\\])/g, "$1") : (single ?? one),
    ),
  );
}
