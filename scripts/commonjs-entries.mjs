// Writes the CommonJS entries of the package, each beside its ES module. `require("scalr-sandbox")` and apps that tsc compiles to
// CommonJS (cdktf's own template does) get the same classes, not a second copy: the entry requires the ES module, which Node 20.19 and newer can do.
import { writeFileSync } from "node:fs";
import { join } from "node:path";

for (const folder of ["provider/constructs", "cli/testing"]) {
  const entry = join(import.meta.dirname, "../dist", folder, "index");
  writeFileSync(`${entry}.cjs`, 'module.exports = require("./index.js");\n');
  // With `module: node16` tsc does not know that Node can require an ES module, and would refuse this line.
  writeFileSync(`${entry}.d.cts`, '// @ts-ignore\nexport * from "./index.js";\n');
}
