import { connectionOptions } from "../client/connection.js";
import { command } from "../shell/command.js";

export default command({
  name: "env",
  summary: "Print the variables that make other tools use the sandbox, for eval in a shell",
  details:
    "SCALR_HOSTNAME, SCALR_TOKEN, SCALR_ACCOUNT and SCALR_ACCOUNT_ID name the sandbox and the administrator. " +
    "SSL_CERT_FILE and NODE_EXTRA_CA_CERTS name a file with the sandbox's authority and all authorities that are " +
    "trusted already. TF_CLI_CONFIG_FILE gives tofu and terraform the token: it is a copy of your own CLI " +
    "configuration with the sandbox's credentials added. The token that is printed works for this sandbox only." +
    " Without HTTPS, SCALR_SANDBOX_DATA_DIR names the data folder, by which our commands and provider recognize the sandbox.",
  options: {
    ...connectionOptions,
    shell: {
      type: "string",
      choices: ["sh", "fish", "powershell"],
      describe: "For which shell (default: the one in SHELL; powershell on Windows)",
    },
    caFile: {
      type: "string",
      describe: "File for the trusted certificates (default: tls/trusted.pem in the data folder)",
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
