/** The session has ended: the page sends the visitor to the sign-in page and back. */
export class SignedOut extends Error {
  constructor() {
    super('signed out');
    this.name = 'SignedOut';
  }
}

/** The gateway answered with a fault of its own, or not at all. */
export class ServiceDown extends Error {
  readonly status: number;
  constructor(status: number) {
    super(`gateway answered ${status}`);
    this.name = 'ServiceDown';
    this.status = status;
  }
}
