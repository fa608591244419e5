import { importsOf } from "./sources.js";

const DECLARED = /^export (?:async )?(?:abstract )?(?:function\*?|const|let|class) (\w+)/gm;
const WHOLE = /^import \* as .*$/gm;
const PASSED_ON = /^export (?:\{([^}]*)\}|\*) from "[^"]+";/gm;

/** The values that a module declares and exports; types and default exports are left out. */
const declaredIn = (text: string): string[] => [...text.matchAll(DECLARED)].map(([, name]) => name!);

/** The names that a module passes on from others, types included; `*` for all of a module. */
const passedOnBy = (text: string): string[] =>
  [...text.matchAll(PASSED_ON)].flatMap(([, names = "*"]) =>
    names.split(",").map(
      (name) =>
        name
          .trim()
          .replace(/^type /, "")
          .split(" as ")[0]!,
    ),
  );

const wordsOf = (text: string): ReadonlySet<string> => new Set(text.match(/\w+/g));

/**
 * The exported values that no other file uses, as `file: name`. A module is used where a file imports it and has the name; a
 * module that only passes the name on counts through its own importers. `import * as` uses everything.
 * @param files every file that can import, by its path
 * @param isJudged whether the exports of a file have to be used
 */
export function unusedExports(
  files: ReadonlyMap<string, string>,
  isJudged: (file: string) => boolean,
): string[] {
  const known = new Set(files.keys());
  const words = new Map<string, ReadonlySet<string>>();
  const passedOn = new Map<string, ReadonlySet<string>>();
  const importers = new Map<string, Set<string>>();
  const usedWhole = new Set<string>();
  for (const [file, text] of files) {
    passedOn.set(file, new Set(passedOnBy(text)));
    words.set(file, wordsOf(text.replace(PASSED_ON, "")));
    for (const { target } of importsOf(file, text, known))
      importers.set(target, (importers.get(target) ?? new Set()).add(file));
    const whole = (text.match(WHOLE) ?? []).join("\n");
    for (const { target } of importsOf(file, whole, known)) usedWhole.add(target);
  }
  const isUsed = (file: string, name: string): boolean =>
    [...(importers.get(file) ?? [])].some((importer) => {
      if (words.get(importer)!.has(name)) return true;
      const passes = passedOn.get(importer)!;
      return (passes.has(name) || passes.has("*")) && (usedWhole.has(importer) || isUsed(importer, name));
    });
  return [...files].flatMap(([file, text]) =>
    isJudged(file) && !usedWhole.has(file)
      ? declaredIn(text)
          .filter((name) => !isUsed(file, name))
          .map((name) => `${file}: ${name}`)
      : [],
  );
}
