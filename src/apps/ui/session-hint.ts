const KEY = 'plumbline.signed-in'

/** Whether somebody signed in on this device and did not sign out: public pages ask the server who it is only then. */
export function wasSignedIn(): boolean {
  try {
    return localStorage.getItem(KEY) === 'yes'
  } catch {
    return true
  }
}

export function rememberSignedIn(isSignedIn: boolean): void {
  try {
    if (isSignedIn) localStorage.setItem(KEY, 'yes')
    else localStorage.removeItem(KEY)
  } catch {
    // Without storage the server is asked each time.
  }
}
