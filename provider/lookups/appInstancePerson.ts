/** The personal data of a user or bot of an app instance. */
export interface AppInstancePerson {
  /** The name; not set where there is none. */
  name?: string;
}
