/** What is pure about integrations with Checkov and Infracost. */

/** An integration as the rules see it. */
export interface Scanner {
  readonly name: string;
  readonly status: string;
  readonly isShared: boolean;
  readonly environments: readonly string[];
}

/** Whether an integration is for the runs of an environment. One that is disabled is for none. */
export const isFor = ({ status, isShared, environments }: Scanner, environment: string): boolean =>
  status !== "disabled" && (isShared || environments.includes(environment));

/** The words of a command line: quotes keep spaces, a backslash keeps the next character. */
export function wordsOf(text: string): readonly string[] {
  const words = text.match(/(?:[^\s"'\\]|\\.|"(?:[^"\\]|\\.)*"|'[^']*')+/gs) ?? [];
  return words.map((word) =>
    word.replace(/"((?:[^"\\]|\\.)*)"|'([^']*)'|\\(.)/gs, (_, double, single, one) =>
      double !== undefined ? double.replace(/\\(["\\])/g, "$1") : (single ?? one),
    ),
  );
}
