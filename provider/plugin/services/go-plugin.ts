import { EventEmitter } from "node:events";
import {
  type ServerDuplexStream,
  type ServerUnaryCall,
  type ServerWritableStream,
  type sendUnaryData,
  status,
  type UntypedServiceImplementation,
} from "@grpc/grpc-js";
import type { Printed, PrintedLines } from "./printed.js";

/** When this process has been told to end, or its host is gone. Streams that stay open for as long as it lives end with it. */
export class Lifetime {
  readonly #events = new EventEmitter<{ end: [] }>().setMaxListeners(0);
  #ended = false;

  onEnd(listener: () => void): void {
    if (this.#ended) listener();
    else this.#events.once("end", listener);
  }

  end(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#events.emit("end");
  }
}

/** Providers need no connections beyond the first: the stream that would arrange them is kept open, and says nothing. */
export function broker(lifetime: Lifetime): UntypedServiceImplementation {
  return {
    StartStream(call: ServerDuplexStream<object, object>) {
      call.resume();
      call.on("end", () => call.end());
      lifetime.onEnd(() => call.end());
    },
  };
}

/** Lets the host end the process, after the response was sent. */
export function controller(lifetime: Lifetime): UntypedServiceImplementation {
  return {
    Shutdown(_call: unknown, callback: sendUnaryData<object>) {
      callback(null, {});
      setImmediate(() => lifetime.end());
    },
  };
}

/** The name under which hosts ask. */
const SERVICE = "plugin";

export const health: UntypedServiceImplementation = {
  Check({ request }: ServerUnaryCall<{ service: string }, object>, callback: sendUnaryData<object>) {
    if (request.service === SERVICE || request.service === "") callback(null, { status: "SERVING" });
    else
      callback({
        code: status.NOT_FOUND,
        details: `There is no service ${JSON.stringify(request.service)}.`,
      });
  },
};

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
