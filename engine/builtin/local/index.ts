/** `hashicorp/local`: files, folders and commands of this machine. */
import type { Provider, ProviderHost } from "../../interfaces/provider.js";
import { localProvider } from "../kit/local.js";
import { commandDataSource } from "./command.js";
import { directoryExists, fileDataSource, fileResource } from "./files.js";

/** The provider `hashicorp/local`, with the schemas of version 2.9. */
export function createLocalProvider({ dir, env }: ProviderHost = { dir: process.cwd() }): Provider {
  const stopping = new AbortController();
  return localProvider({
    resources: { local_file: fileResource(dir, false), local_sensitive_file: fileResource(dir, true) },
    dataSources: {
      local_command: commandDataSource(dir, env ?? process.env, stopping.signal),
      local_file: fileDataSource(dir, false),
      local_sensitive_file: fileDataSource(dir, true),
    },
    functions: { direxists: directoryExists(dir) },
    stop: () => stopping.abort(),
  });
}
