"""Who may do what: small checks that raise PermissionDenied; deny by default."""
