import { connectionOptions } from "../client/connection.js";
import { command } from "../shell/command.js";

export default command({
  name: "env",
  summary: "Print what a shell needs so that other tools use the sandbox, ready for eval",
  details:
    "SCALR_HOSTNAME, SCALR_TOKEN, SCALR_ACCOUNT and SCALR_ACCOUNT_ID say where and as whom; SSL_CERT_FILE and NODE_EXTRA_CA_CERTS whom to trust: " +
    "the sandbox's authority besides everybody who is trusted already. TF_CLI_CONFIG_FILE gives tofu and terraform the token: a copy " +
    "of your own CLI configuration with the sandbox's credentials added. The token is printed: it opens the sandbox and nothing else.",
  options: {
    ...connectionOptions,
    shell: {
      type: "string",
      choices: ["sh", "fish", "powershell"],
      describe: "For which shell (default: the one in SHELL; powershell on Windows)",
    },
    caFile: {
      type: "string",
      describe: "Where to write the trusted certificates (default: tls/trusted.pem in the data folder)",
    },
  },
  examples: [
    ["", 'eval "$(scalr-sandbox env)" sets up bash, zsh and other shells like them'],
    ["--shell fish", "scalr-sandbox env --shell fish | source"],
    ["--shell powershell", "scalr-sandbox env --shell powershell | Out-String | Invoke-Expression"],
  ],
  async run({ dataDir, shell, caFile }, context) {
    const { environmentOf, shellLines, shellOf } = await import("../client/shell-environment.js");
    const variables = await environmentOf(context, { dataDir, caFile });
    if (context.out.json) context.out.object(variables);
    else context.out.write(shellLines(variables, shell ?? shellOf(context.env)));
    return undefined;
  },
});
