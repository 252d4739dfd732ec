"""What of an overview may be published: small numbers left out."""
