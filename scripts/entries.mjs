// Writes the package's two entries: ES modules that hand on the CommonJS build (vite.commonjs.config.ts), and declarations for `require`.
// One process may load the package both ways, and must not have two copies of its classes.
import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

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
