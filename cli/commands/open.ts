import { spawn } from "node:child_process";
import { connect, connectionOptions } from "../client/connection.js";
import { sandboxApi } from "../client/sandbox-api.js";
import { command } from "../shell/command.js";

export default command({
  name: "open",
  summary: "Open the console in your browser, signed in",
  details:
    "Creates a link that signs you in once, within ten minutes, on the sandbox's own machine, and opens it. " +
    "If no browser can be opened, copy the link that it prints. Needs the admin token.",
  options: {
    ...connectionOptions,
    print: { type: "boolean", describe: "Only print the link" },
  },
  examples: [
    ["", "Open the console of the sandbox of this folder"],
    ["--print", "Print the link, to open it in another browser"],
  ],
  async run({ dataDir, print }, context) {
    const { out, env } = context;
    const client = connect(context, dataDir);
    const link = await client.json<{ readonly url: string }>("POST", `${sandboxApi}/sign-in-links`);
    if (out.json) out.object(link);
    else out.print(link.url);
    if (!print && out.live) openInBrowser(link.url, env);
    return undefined;
  },
});

/** How each system opens an address. A browser that does not start is not an error: the link was printed. */
function openInBrowser(url: string, env: NodeJS.ProcessEnv): void {
  const [program, ...args] =
    process.platform === "darwin"
      ? ["open"]
      : process.platform === "win32"
        ? ["cmd", "/c", "start", ""]
        : [env.BROWSER ?? "xdg-open"];
  const child = spawn(program!, [...args, url], { stdio: "ignore", detached: true });
  child.once("error", () => {});
  child.unref();
}
