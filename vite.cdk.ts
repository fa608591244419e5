import { createRequire } from "node:module";
import { join } from "node:path";
import type { Plugin } from "vite";

const PROVIDER = join(import.meta.dirname, "provider/");
const CDK = join(import.meta.dirname, "provider/constructs/cdk.ts");

/** Lets the constructs and bindings have the CDK of the app where their sources import `cdktf`. */
export const cdkOfApp: Plugin = {
  name: "cdk-of-app",
  enforce: "pre",
  resolveId: (source, importer) =>
    source === "cdktf" && importer !== CDK && importer?.startsWith(PROVIDER) ? "\0cdktf" : null,
  load(id) {
    if (id !== "\0cdktf") return null;
    const names = Object.keys(createRequire(import.meta.url)("cdktf"));
    const lines = names.map((name) => `export const ${name} = /* @__PURE__ */ member("${name}");`);
    return `import { member } from ${JSON.stringify(CDK)};\n${lines.join("\n")}\n`;
  },
};
