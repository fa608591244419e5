// Writes the package's two entries: ES modules that hand on the CommonJS build (vite.commonjs.config.ts), and declarations for `require`.
// One process may load the package both ways, and must not have two copies of its classes.
//
// The sources import their types from cdktf. The published declarations take them from the CDK that the app has.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";

const require = createRequire(import.meta.url);
const dist = join(import.meta.dirname, "../dist");

for (const [folder, name] of [
  ["provider/constructs", "constructs"],
  ["cli/testing", "testing"],
]) {
  const built = `commonjs/${name}.cjs`;
  const names = Object.keys(require(join(dist, built))).sort();
  writeFileSync(
    join(dist, folder, "index.js"),
    `import built from "../../${built}";\nexport const { ${names.join(", ")} } = built;\n`,
  );
  // With `module: node16` tsc does not know that Node can require an ES module, and would refuse this line.
  writeFileSync(join(dist, folder, "index.d.cts"), '// @ts-ignore\nexport * from "./index.js";\n');
}

// A package that is not installed adds no names. If both are installed, the first one wins. `@ts-ignore` hides the error of either case.
const types = join(dist, "provider/constructs/cdktf");
writeFileSync(
  `${types}.d.ts`,
  ["cdktf", "cdktn"].map((name) => `// @ts-ignore\nexport * from "${name}";\n`).join(""),
);
for (const folder of ["provider/bindings", "provider/constructs"])
  for (const name of readdirSync(join(dist, folder), { recursive: true, encoding: "utf8" })) {
    const file = join(dist, folder, name);
    if (!file.endsWith(".d.ts") || file === `${types}.d.ts`) continue;
    const path = relative(dirname(file), `${types}.js`);
    const text = readFileSync(file, "utf8");
    const changed = text.replaceAll(
      /(from |import\()(["'])cdktf\2/g,
      `$1"${path.startsWith(".") ? path : `./${path}`}"`,
    );
    if (changed !== text) writeFileSync(file, changed);
  }
