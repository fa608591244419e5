/** A client of one host; `ca` is the authority to trust besides those that Node trusts. */
export class Client {
  constructor(options: { readonly url: string; readonly token: string; readonly ca?: string });
}
