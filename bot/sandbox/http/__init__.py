"""The sandbox over HTTP: Slack's side for the app, the page's side for people."""
