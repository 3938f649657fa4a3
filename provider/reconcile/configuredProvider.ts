import type * as pulumi from "@pulumi/pulumi";

import type { ChimeSession } from "../aws/session";
import { sourceOfConfig } from "../settings/configSource";
import type { Properties } from "../schema/properties";

/** The common part of all resource providers: the settings, and the defaults that they give to a resource. */
export abstract class ConfiguredProvider<
  Definition extends { defaults: (session: ChimeSession, props: Properties) => Properties },
> {
  /**
   * @param definition The kind of resource.
   * @param session The session: the settings and the API clients.
   */
  protected constructor(
    protected readonly definition: Definition,
    protected readonly session: ChimeSession,
  ) {}

  /** Stores the settings. It does so synchronously, because the plugin host does not wait for the promise. */
  public configure({ config }: pulumi.dynamic.ConfigureRequest): Promise<void> {
    this.session.configure(sourceOfConfig(config));
    return Promise.resolve();
  }

  protected withDefaults(props: Properties): Properties {
    return { ...props, ...this.definition.defaults(this.session, props) };
  }
}
