-- A token request by client credentials in the form: what all of the measured servers take.
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/x-www-form-urlencoded"
wrk.body = "grant_type=client_credentials&client_id=app&client_secret=app-secret"
