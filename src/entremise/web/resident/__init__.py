"""What a person does about her own data, without account: see, refuse, register."""
