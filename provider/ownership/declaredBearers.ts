/** The bearers of the resources that the program declares. */
export class DeclaredBearers {
  /** By channel, and under `undefined` all of them. */
  private readonly byChannel = new Map<unknown, Set<unknown>>();

  /** The program declares a resource with this bearer, if it has one. */
  public add({ channelArn, chimeBearer }: { channelArn?: unknown; chimeBearer?: unknown }): void {
    for (const channel of new Set([undefined, channelArn]))
      this.byChannel.set(channel, (this.byChannel.get(channel) ?? new Set()).add(chimeBearer));
  }

  /** Whether a resource has it: in this channel, or anywhere without one. */
  public has(arn: string, channelArn: string | undefined): boolean {
    return this.byChannel.get(channelArn)?.has(arn) === true;
  }
}
