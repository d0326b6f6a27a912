"""What each verb prints on a screen: text made from the object that `--json` prints."""
