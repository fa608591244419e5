// Makes the cdktf classes of the provider's resources and data sources from its schema. The generator writes CommonJS
// modules; here they become ES modules, without links to documentation that does not know all of these resources.
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";

// The generator reports nothing about its use, and asks no terraform binary for its version.
process.env.CHECKPOINT_DISABLE = "1";
process.env.TERRAFORM_BINARY_NAME = "true";

const require = createRequire(import.meta.url);
// Its main module wants tools for other languages, which are not installed; the part that writes TypeScript does not.
const generatorPath = require.resolve("@cdktf/provider-generator/lib/get/generator/provider-generator.js");
const generatorRequire = createRequire(generatorPath);

const NAME = "scalr";

/**
 * The files of the bindings, by their path in the bindings' folder.
 *
 * @param {object} schema what `providerSchemaJson` returns
 * @param {string} source the provider's source address
 * @returns {Promise<Map<string, string>>}
 */
export async function generateBindings(schema, source) {
  const { TerraformProviderGenerator } = require(generatorPath);
  const { CodeMaker } = generatorRequire("codemaker");
  const { ConstructsMakerProviderTarget, LANGUAGES, TerraformProviderConstraint } =
    generatorRequire("@cdktf/commons");

  const generator = new TerraformProviderGenerator(new CodeMaker(), schema);
  // The classes fit every version of the provider, and its official twin. cdktf's own program takes no stack that says nothing.
  const constraint = new TerraformProviderConstraint({ name: NAME, source, version: ">= 0.1.0" });
  generator.generate(new ConstructsMakerProviderTarget(constraint, LANGUAGES[0]));

  const folder = await mkdtemp(join(tmpdir(), "scalr-bindings-"));
  try {
    await generator.save(folder);
    return await read(join(folder, "providers", NAME), asModule);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The bindings as they are in a folder. */
export async function readBindings(folder) {
  return read(folder, (text) => text);
}

async function read(folder, transform) {
  const names = await readdir(folder, { recursive: true });
  // The lazy index is for CommonJS only.
  const sources = names.filter((name) => name.endsWith(".ts") && !name.endsWith("lazy-index.ts")).sort();
  const texts = sources.map(async (name) => [
    name.replaceAll("\\", "/"),
    transform(await readFile(join(folder, name), "utf8")),
  ]);
  return new Map(await Promise.all(texts));
}

const HEADER = `// Generated from the provider's schema by "npm run bindings"; never edited by hand.
// @ts-nocheck: it is not written for this project's compiler settings.
`;

/** Relative imports of ES modules name the file; what they name here is always a folder. */
function asModule(text) {
  const body = text
    .replace(/(from\s+['"])(\.[^'"]*)(['"])/g, "$1$2/index.js$3")
    .replace(/^\/\/ (https:.*|generated .*)\n+/gm, "")
    .replace(/^ *\* *\n *\* Docs at Terraform Registry:.*\n/gm, "")
    .replace(/^( *\* )Docs at Terraform Registry:.*\n/gm, "")
    .replace(
      / Refer to the \{@link \S+ import section\} in the documentation of this resource for the id to use/g,
      "",
    )
    .replace(/\{@link \S+ ([^}]*)\}/g, "$1")
    .replace(/[ \t]+$/gm, "");
  return `${HEADER}\n${body.trim()}\n`;
}
