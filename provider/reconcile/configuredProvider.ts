import type * as pulumi from "@pulumi/pulumi";

import type { ChimeSession } from "../aws/session";
import { sourceOfConfig } from "../settings/configSource";
import type { Properties } from "../schema/properties";

/** What the hooks of all resources have in common: the settings, and what these say of a resource that it does not say. */
export abstract class ConfiguredProvider<
  Family extends { defaults: (chime: ChimeSession, props: Properties) => Properties },
> {
  /**
   * @param definition Of which kind of thing the resources are.
   * @param chime The service, and the settings.
   */
  protected constructor(
    protected readonly definition: Family,
    protected readonly chime: ChimeSession,
  ) {}

  /** Keeps the settings. Done before it returns: the host lets hooks run without waiting for its promise. */
  public configure({ config }: pulumi.dynamic.ConfigureRequest): Promise<void> {
    this.chime.configure(sourceOfConfig(config));
    return Promise.resolve();
  }

  protected withDefaults(props: Properties): Properties {
    return { ...props, ...this.definition.defaults(this.chime, props) };
  }
}
