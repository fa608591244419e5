// Refuses phrases that this project does not use, in documentation, comments, messages and test names (`npm run check`). Each row has what to write
// instead. `node scripts/check-prose.mjs --try` shows that each pattern finds its example.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");

/** What is refused, what to write instead, and a line that must be found. */
const PHRASES = [
  [/\bmend(?:s|ed|ing)?\b(?![(:,;\s]*[=(}])/i, "fix, repair, restore", "The defect is mended."],
  [/\bheed(?:s|ed|ing)?\b/i, "read, handle, follow", "These variables are heeded."],
  [/\blets? go of\b/i, "release, close, remove", "The page lets go of its connection."],
  [/\bwhat is over\b/i, "finished runs, ended tasks", "What is over goes after a month."],
  [/(?<!there )\b(?:is|are) none\b/i, "is not a …, is invalid", "Null where the text is none."],
  [/(?<!there )\bis nothing that\b/i, "say what it is", "That is nothing that a client could know."],
  [/\bcomes? to (?:its|an|their) end\b/i, "ends, finishes", "The task comes to its end."],
  [/\bhas more to say\b/i, "printed more than", "git has more to say than is read."],
  [/\bleaves? word\b/i, "writes a note, leaves a notice", "The hook leaves word of each push."],
  [/\bfor ever\b/i, "forever, without end", "It hangs for ever."],
  [/\bin the midst\b/i, "during", "It was killed in the midst of a write."],
  [/\bwithstands?\b/i, "survives, rejects", "It withstands bad input."],
  [/\bof its own accord\b/i, "by itself", "It stops of its own accord."],
  [
    /(?<!there )\b(?:is|are|was|were) no (?!longer|more|one\b|other|less|doubt|such|at\b)[a-z]+/i,
    "is not a …, are not …",
    "This file is no archive.",
  ],
  [
    /\b(?:is|are) over\b(?! (?:the\b|\d))/,
    "has ended, finished …, expired",
    "Tasks that are over are deleted.",
  ],
  [/\bin play\b/i, "set", "No pool is in play."],
  [/\bas ever\b/i, "as usual", "The state is sent as ever."],
  [/\b(?:goes|go|going|went) on\b(?! (?:GitHub|sale))/, "continues, resumes", "The run goes on elsewhere."],
  [/\bworked out\b/i, "computed, calculated", "The demand is worked out from the queue."],
  [/\bl(?:ies|ie) (?:in|below|outside|beside|behind)\b/, "is in, is below", "The file lies in a folder."],
  [/(?<![."])\banew\b(?![("])/, "again", "The table is drawn anew."],
  [/\bbecomes? of\b/i, "happens to", "What becomes of the run?"],
  [/\b(?:and|or) the like\b/i, "and similar …", "Flags and the like are checked."],
  [/\bknows? nothing of\b/i, "does not know, is independent of", "The engine knows nothing of Scalr."],
  [/\bstands (?:in|on|beside)\b(?! the way)/, "is in, is on", "The rule stands in one file."],
  [/\bwithout end\b/i, "forever, endlessly", "It grows without end."],
  [/\bby halves\b/i, "partly, half done", "Nothing is written by halves."],
  [/\b(?:held|holds?) up\b/i, "delays, blocks", "A slow client holds up the others."],
  [/\btak(?:en|ing) up\b/i, "resumed, imported, used", "The state is taken up."],
  [/\bsees to it\b/i, "makes sure, checks", "A test sees to it."],
];

/** Files with prose for people; recorded data is not. */
const isRead = (path) => /\.(?:md|ts|tsx|mjs|yml)$/.test(path) && path !== "scripts/check-prose.mjs";

if (process.argv.includes("--try")) {
  const blind = PHRASES.filter(([pattern, , example]) => !pattern.test(example));
  for (const [pattern] of blind) console.error(`${pattern} does not find its example.`);
  console.log(`${PHRASES.length - blind.length} of ${PHRASES.length} patterns find their example.`);
  process.exit(blind.length === 0 ? 0 : 1);
}

const tracked = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], {
  cwd: root,
  encoding: "utf8",
});
const files = tracked.split("\n").filter(isRead);
let found = 0;
for (const path of files) {
  let text;
  try {
    text = readFileSync(join(root, path), "utf8");
  } catch {
    continue;
  }
  text.split("\n").forEach((line, at) => {
    for (const [pattern, instead] of PHRASES) {
      const phrase = pattern.exec(line)?.[0];
      if (phrase === undefined) continue;
      found += 1;
      console.error(`${path}:${at + 1}: "${phrase}". Write: ${instead}.`);
    }
  });
}
if (files.length === 0) {
  console.error("No file was read.");
  process.exit(1);
}
if (found > 0) console.error(`${found} phrases to rewrite in ${files.length} files.`);
process.exit(found === 0 ? 0 : 1);
