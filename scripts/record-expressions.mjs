// Records what OpenTofu's console says about the expressions in test/engine/language/fixtures/expressions/*.txt, one a line, in
// the configuration test/engine/language/fixtures/console. The tests compare the embedded engine with it.
//
//     SCALR_SANDBOX_TOFU=/path/to/tofu node scripts/record-expressions.mjs [name…]
import { execFile } from "node:child_process";
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";

const fixtures = new URL("../test/engine/language/fixtures/", import.meta.url).pathname;
const expressions = join(fixtures, "expressions");
const tofu = process.env.SCALR_SANDBOX_TOFU ?? "tofu";
const PARALLEL = 2;

const work = await mkdtemp(join(tmpdir(), "record-"));
await cp(join(fixtures, "console"), work, { recursive: true });
const env = { PATH: process.env.PATH, HOME: work, CHECKPOINT_DISABLE: "1" };

function run(args, input) {
  return new Promise((resolve) => {
    const child = execFile(tofu, args, { cwd: work, env }, (error, stdout, stderr) => {
      resolve({ code: error ? error.code : 0, stdout, stderr });
    });
    child.stdin.end(input);
  });
}

/** The first error: its title, and its text without line breaks. */
function parseError(text) {
  const colours = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, "g");
  const lines = text
    .replace(colours, "")
    .split("\n")
    .map((line) => line.replace(/^│ ?/, ""));
  const start = lines.findIndex((line) => line.startsWith("Error: "));
  if (start < 0) return null;
  const end = lines.findIndex((line, i) => i > start && line.startsWith("╵"));
  const paragraphs = lines
    .slice(start + 1, end)
    .join("\n")
    .split(/\n\s*\n/)
    .map((p) => p.replace(/\s+/g, " ").trim());
  const detail = paragraphs.filter(
    (p) => p !== "" && !/^on .* line \d+/.test(p) && !/^\(source code not/.test(p),
  );
  return { summary: lines[start].slice("Error: ".length), detail: detail.join(" ") };
}

async function record(expression) {
  const { stdout, stderr } = await run(["console", "-lock=false"], `${expression}\n`);
  const error = parseError(stderr) ?? parseError(stdout);
  if (error) return { expression, error };
  return { expression, output: stdout.replace(/\n$/, "") };
}

const init = await run(["init", "-input=false"], "");
if (init.code !== 0) throw new Error(init.stderr);
const { stdout: version } = await run(["version"], "");
const wanted = process.argv.slice(2);
for (const file of (await readdir(expressions)).filter((name) => name.endsWith(".txt"))) {
  const name = basename(file, ".txt");
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const lines = (await readFile(join(expressions, file), "utf8"))
    .split("\n")
    .filter((line) => line.trim() !== "");
  const results = Array(lines.length);
  let next = 0;
  const worker = async () => {
    while (next < lines.length) {
      const i = next++;
      results[i] = await record(lines[i]);
    }
  };
  await Promise.all(Array.from({ length: PARALLEL }, worker));
  const document = { recordedWith: version.split("\n")[0], cases: results };
  await writeFile(join(expressions, `${name}.json`), `${JSON.stringify(document, null, 2)}\n`);
  console.log(`${name}: ${results.length}`);
}
await rm(work, { recursive: true });
