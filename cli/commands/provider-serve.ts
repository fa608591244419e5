import { command } from "../shell/command.js";

export default command({
  name: "provider serve",
  summary: "Run the Scalr provider in this process, for a debugger",
  details:
    "Prints TF_REATTACH_PROVIDERS. With it, tofu and terraform connect to this process instead of starting their own," +
    " and need no installation. SCALR_HOSTNAME and SCALR_TOKEN are read from this process's environment. Start it " +
    "with `node --inspect` to set breakpoints. Ctrl-C ends it.",
  options: {},
  examples: [["", "Serve until Ctrl-C, and print the variable to set"]],
  async run(_args, { out, signal }) {
    const stopped = new Promise<void>((done) =>
      signal.addEventListener("abort", () => done(), { once: true }),
    );
    const { startReattachable } = await import("../../provider/plugin/reattach.js");
    const served = await startReattachable();
    if (out.json) {
      out.object({ TF_REATTACH_PROVIDERS: served.variable });
    } else {
      out.print("Serving. In the shell of tofu or terraform:\n");
      out.print(`    export TF_REATTACH_PROVIDERS='${served.variable}'\n`);
    }
    await stopped;
    await served.close();
    return 0;
  },
});
