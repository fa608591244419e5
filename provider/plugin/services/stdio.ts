import type { ServerWritableStream, UntypedServiceImplementation } from "@grpc/grpc-js";
import type { Lifetime } from "./lifetime.js";
import type { Printed, PrintedLines } from "./printed.js";

/** Passes on what the process prints. The host keeps this stream open, so its end is the end of the host. */
export function stdio(
  printed: PrintedLines,
  lifetime: Lifetime,
  hostGone: () => void,
): UntypedServiceImplementation {
  return {
    StreamStdio(call: ServerWritableStream<object, Printed>) {
      printed.follow((one) => call.write(one));
      call.on("cancelled", hostGone);
      lifetime.onEnd(() => call.end());
    },
  };
}
