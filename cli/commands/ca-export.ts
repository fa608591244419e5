import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { connectionOptions } from "../client/connection.js";
import { command } from "../shell/command.js";

export default command({
  name: "ca export",
  summary: "Print the certificate of the sandbox's authority, which HTTPS clients have to trust",
  details:
    "The first start creates it. For agents, set SCALR_AGENT_CA_CERT; for tofu, terraform and other Go programs on " +
    "Linux, SSL_CERT_FILE; for Node, NODE_EXTRA_CA_CERTS; for curl, pass --cacert.",
  options: {
    ...connectionOptions,
    out: { type: "string", describe: "Write it to this file instead of standard output" },
  },
  examples: [
    ["--out ca.pem", "Write it to a file"],
    ["> ca.pem", "The same"],
  ],
  async run({ dataDir, out: file }, context) {
    const { authorityPem } = await import("../client/authority.js");
    const certificate = await authorityPem(context, dataDir);
    const path = file === undefined ? null : resolve(context.cwd, file);
    if (path !== null) writeFileSync(path, certificate);
    if (context.out.json) context.out.object({ file: path, certificate });
    else if (path === null) context.out.write(certificate);
    else context.out.print(`The authority's certificate is in ${path}.`);
    return undefined;
  },
});
