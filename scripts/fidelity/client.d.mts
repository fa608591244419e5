/** An answer; its body is JSON, or the text where it is none. */
export interface Reply {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: whatever was answered.
  readonly body: any;
}

/** A client of one host; `ca` is the authority to trust besides those that Node trusts. */
export class Client {
  constructor(options: { readonly url: string; readonly token: string; readonly ca?: string });
  send(method: string, path: string, body?: unknown): Promise<Reply>;
}
