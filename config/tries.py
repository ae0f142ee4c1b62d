"""How often somebody may try: to sign in, and to send what others have to read."""

LIMITS = {
    # Wrong passwords, as accounts.adapter counts them: from one visitor's address, and there for
    # one account, in minutes and in an hour; for one account from everywhere, well above what one
    # address may, so that no stranger alone fills it; in a browser that it signed in from before.
    "login_failed": "10/m/ip,5/5m/key",
    "login_failed_hourly": "10/h/key",
    "login_failed_account": "30/h/key",
    "login_failed_here": "5/5m/key",
    # How often one visitor may be sent to an identity provider.
    "sign_on": "30/m/ip",
    # How often one visitor may ask for letters, send a reply, or say that something is wrong.
    "follow": "10/h/ip",
    "reply": "10/h/ip",
    "tell_place": "10/h/ip",
    "report_error_signed_out": "10/h/ip",
    "report_error": "60/h/user",
}
