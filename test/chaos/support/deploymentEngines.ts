import { EngineStub } from "../../support/engineStub";

/** How many messages are kept, of which each names ids that no other sequence has. */
const MOST_MESSAGES = 20_000;

/**
 * The engines of the n-th deployments of all sequences: they take the messages that plugins send them. An engine belongs to one
 * deployment; here many sequences share it, whose ids differ.
 */
export class DeploymentEngines {
  private readonly stubs = new Map<number, Promise<EngineStub>>();
  private readonly started = new Map<number, EngineStub>();

  /** The address of the engine of a deployment. */
  public async addressOf(deployment: number): Promise<string> {
    const starting = this.stubs.get(deployment) ?? EngineStub.start();
    this.stubs.set(deployment, starting);
    const stub = await starting;
    this.started.set(deployment, stub);
    return stub.address;
  }

  /** Whether a message to the engine of a deployment has this text in it. */
  public received(deployment: number, text: string): boolean {
    const { messages = [] } = this.started.get(deployment) ?? {};
    if (messages.length > MOST_MESSAGES) messages.splice(0, MOST_MESSAGES / 2);
    return messages.some((message) => message.text.includes(text));
  }

  public async stop(): Promise<void> {
    for (const stub of this.stubs.values()) (await stub).stop();
  }
}
