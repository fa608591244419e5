import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ROOT, textOf } from "./sources.js";

/** The table of CONTRIBUTING.md: questions about the simulator, with the files that answer them. */
const section = textOf("CONTRIBUTING.md")
  .split("## Ten questions, and the files that answer them")[1]!
  .split("\n## ")[0]!;
const questions = section
  .split("\n")
  .filter((line) => line.startsWith("| ") && !line.startsWith("| question"))
  .map((line) => {
    const [, question, files] = line.split("|");
    return {
      question: question!.trim(),
      files: [...files!.matchAll(/\]\(([^)]+)\)/g)].map(([, path]) => path!),
    };
  });

describe("ten questions about the simulator", () => {
  it("are asked, and each names its files", () => {
    expect(questions.map(({ question }) => question).every((text) => text.endsWith("?"))).toBe(true);
    expect(questions).toHaveLength(10);
    expect(new Set(questions.map(({ question }) => question)).size).toBe(10);
  });

  it.each(questions)("$question", ({ files }) => {
    expect(files.length).toBeGreaterThan(0);
    expect(files.filter((file) => !existsSync(join(ROOT, file)))).toEqual([]);
  });

  it("are answered in at most 22 files, the deletion of a pool in three", () => {
    expect(questions.flatMap(({ files }) => files).length).toBeLessThanOrEqual(22);
    expect(questions[0]!.question).toMatch(/pool is deleted/);
    expect(questions[0]!.files).toHaveLength(3);
  });
});
