// Writes the declarations of the CommonJS entries (vite.commonjs.config.ts), which have the same types as the ES modules.
import { writeFileSync } from "node:fs";
import { join } from "node:path";

for (const folder of ["provider/constructs", "cli/testing"]) {
  // With `module: node16` tsc does not know that Node can require an ES module, and would refuse this line.
  writeFileSync(
    join(import.meta.dirname, "../dist", folder, "index.d.cts"),
    '// @ts-ignore\nexport * from "./index.js";\n',
  );
}
